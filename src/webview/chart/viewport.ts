import type { Zoom } from '../choices';

/** What is shown: the zoom as far as it lies within the data, else everything. */
export function visibleRange(zoom: Zoom | null, extent: Zoom): Zoom {
  const whole = extent.max > extent.min ? extent : { min: extent.min - 0.5, max: extent.max + 0.5 };
  if (zoom === null || zoom.max <= whole.min || zoom.min >= whole.max) return whole;
  return zoom;
}

/** The range moved by a share of its width, not beyond the data. */
export function panned({ min, max }: Zoom, share: number, extent: Zoom): Zoom {
  const width = max - min;
  const shift = Math.min(Math.max(share * width, extent.min - min), extent.max - max);
  return { min: min + shift, max: max + shift };
}

/** The range grown (`factor` above 1) or shrunk around `centre`; null when that shows everything again. */
export function scaled({ min, max }: Zoom, factor: number, centre: number, extent: Zoom): Zoom | null {
  const from = Math.max(extent.min, centre - (centre - min) * factor);
  const to = Math.min(extent.max, centre + (max - centre) * factor);
  if (from <= extent.min && to >= extent.max) return null;
  return to > from ? { min: from, max: to } : { min, max };
}
