package dev.redthread.pipeline.follow;

import java.util.List;

/**
 * How far the files of a feed were read.
 *
 * @param next the number that its next new file gets
 */
record FeedPlaces(String feed, int next, List<Place> places) {
  FeedPlaces {
    places = List.copyOf(places);
  }
}
