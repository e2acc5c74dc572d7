import { type Layer, pixel, table } from "../theme.ts";
import { colour } from "./axes.ts";

/** Lines from point to point in pixels, each of its own colour, width and dash: rows `x`, `y`, `x2`, `y2`, `colour`, `width`, `dash`. */
export const strokesLayer: Layer = {
  data: table("strokes"),
  mark: { type: "rule", strokeCap: "round" },
  encoding: {
    x: pixel("x"),
    x2: { field: "x2" },
    y: pixel("y"),
    y2: { field: "y2" },
    color: colour,
    strokeWidth: { field: "width", type: "quantitative", scale: null },
    strokeDash: { condition: { test: "datum.dash", value: [5, 4] }, value: [1, 0] },
  },
};
