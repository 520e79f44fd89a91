package dev.redthread.incident.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where a panel is, on a grid that is 48 columns wide. */
record Place(int x, int y, int width, int height) {

  static final int FULL_WIDTH = 48;

  Place {
    if (x < 0 || y < 0 || width < 1 || height < 1 || x + width > FULL_WIDTH) {
      throw new IllegalArgumentException("off the grid: " + x + " " + y + " " + width);
    }
  }

  void write(ObjectNode panel, String id) {
    panel
        .putObject("gridData")
        .put("x", x)
        .put("y", y)
        .put("w", width)
        .put("h", height)
        .put("i", id);
  }
}
