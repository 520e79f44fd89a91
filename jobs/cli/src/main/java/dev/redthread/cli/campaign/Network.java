package dev.redthread.cli.campaign;

/**
 * A network somebody sits in, as log sources describe it.
 *
 * @param ip the address seen by servers
 * @param asn the autonomous system's number
 * @param operator who runs it
 * @param city where its addresses are said to be
 */
record Network(String ip, long asn, String operator, City city) {

  /** A place, with the names that the vendors use for it. */
  record City(
      String name, String state, String country, String countryCode, double lat, double lon) {}

  static final City BERLIN = new City("Berlin", "Berlin", "Germany", "DE", 52.5244, 13.4105);
  static final City LISBON = new City("Lisbon", "Lisbon", "Portugal", "PT", 38.7169, -9.1333);
  static final City LONDON = new City("London", "England", "United Kingdom", "GB", 51.5, -0.12);
  static final City OAKLAND =
      new City("Oakland", "California", "United States", "US", 37.8044, -122.2712);
  static final City DENVER =
      new City("Denver", "Colorado", "United States", "US", 39.7392, -104.9847);
  static final City TORONTO = new City("Toronto", "Ontario", "Canada", "CA", 43.7001, -79.4163);
  static final City AMSTERDAM =
      new City("Amsterdam", "North Holland", "Netherlands", "NL", 52.374, 4.8897);
  static final City CHISINAU = new City("Chisinau", "Chisinau", "Moldova", "MD", 47.0056, 28.8575);

  /** The same network with another address of it. */
  Network at(String address) {
    return new Network(address, asn, operator, city);
  }
}
