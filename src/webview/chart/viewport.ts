import type { Zoom } from '../state/choices';

/** What is shown: the zoom as far as it lies within the data, else everything. */
export function visibleRange(zoom: Zoom | null, extent: Zoom): Zoom {
  const isKnown = Number.isFinite(extent.min) && Number.isFinite(extent.max);
  const data = isKnown ? extent : { min: 0, max: 1 };
  const whole = widened(data.max > data.min ? data : { min: data.min - 0.5, max: data.max + 0.5 });
  if (zoom === null || zoom.max <= whole.min || zoom.min >= whole.max) return whole;
  return widened(zoom);
}

/**
 * As wide as numbers of this size can be distinguished: between two that are closer an axis would look for ticks for
 * ever.
 */
export function widened({ min, max }: Zoom): Zoom {
  const least = Math.max(Math.abs(min), Math.abs(max)) * 1e-9;
  return max - min >= least ? { min, max } : { min: min - least / 2, max: max + least / 2 };
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
