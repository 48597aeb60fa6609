import type { AxisKind } from '../../metrics/axis';

export const tabs = ['metrics', 'events', 'checkpoints', 'data', 'details', 'json'] as const;
export type Tab = (typeof tabs)[number];

/** A part of the horizontal axis, in its own units. */
export interface Zoom {
  readonly min: number;
  readonly max: number;
}

/** All, those that report no step, and those of a level and above. */
export const eventFilters = ['info', 'milestones', 'warn', 'error'] as const;
export type EventFilter = (typeof eventFilters)[number];

/** What the user has set on a page: all that survives a reload, and no data. */
export interface Choices {
  /** Null: none yet. */
  readonly tab: Tab | null;
  /** Weight of the moving average, 0 to 0.99. */
  readonly smoothing: number;
  readonly axis: AxisKind;
  readonly isLog: boolean;
  readonly zoom: Zoom | null;
  /** Names of the series, or keys of the jobs, that are switched off. */
  readonly hidden: readonly string[];
  /** Names of the folds that differ from how they are at first. */
  readonly folds: Readonly<Record<string, boolean>>;
  /** Which events are shown. */
  readonly level: EventFilter;
  readonly search: string;
  /** Whether events report their age instead of their time. */
  readonly isRelative: boolean;
  /** Column and direction of the table of numbers. */
  readonly sortBy: string;
  readonly isDescending: boolean;
  /** The fact that compared jobs are sorted by, or none. */
  readonly compareBy: string;
  readonly isCompareDescending: boolean;
}

const defaultChoices: Choices = {
  tab: null,
  smoothing: 0.6, // as TensorBoard has it: the values themselves show through
  axis: 'step',
  isLog: false,
  zoom: null,
  hidden: [],
  folds: {},
  level: 'info',
  search: '',
  isRelative: false,
  sortBy: 'step',
  isDescending: true,
  compareBy: '',
  isCompareDescending: false,
};

export const maxSmoothing = 0.99;

/** What was stored, as far as it still makes sense. */
export function toChoices(stored: unknown): Choices {
  if (typeof stored !== 'object' || stored === null) return defaultChoices;
  const {
    tab,
    smoothing,
    axis,
    isLog,
    zoom,
    hidden,
    folds,
    level,
    search,
    isRelative,
    sortBy,
    isDescending,
    compareBy,
    isCompareDescending,
  } = stored as Readonly<Record<string, unknown>>; // an object, whatever is in it
  return {
    tab: oneOf(tab, tabs),
    smoothing:
      typeof smoothing === 'number' && smoothing >= 0 && smoothing <= maxSmoothing
        ? smoothing
        : defaultChoices.smoothing,
    axis: oneOf(axis, ['step', 'epoch', 'time'] as const) ?? 'step',
    isLog: isLog === true,
    zoom: toZoom(zoom),
    hidden: Array.isArray(hidden) ? hidden.filter((name) => typeof name === 'string') : [],
    folds: toFolds(folds),
    level: oneOf(level, eventFilters) ?? 'info',
    search: typeof search === 'string' ? search : '',
    isRelative: isRelative === true,
    sortBy: typeof sortBy === 'string' ? sortBy : 'step',
    isDescending: isDescending !== false,
    compareBy: typeof compareBy === 'string' ? compareBy : '',
    isCompareDescending: isCompareDescending === true,
  };
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | null {
  return allowed.find((each) => each === value) ?? null;
}

function toZoom(value: unknown): Zoom | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('min' in value && 'max' in value)) return null;
  const { min, max } = value;
  return typeof min === 'number' && typeof max === 'number' && min < max ? { min, max } : null;
}

function toFolds(value: unknown): Readonly<Record<string, boolean>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, isOpen]) => typeof isOpen === 'boolean')); // filtered
}
