import { usualLeastExamples } from '../api/dialects/dataLimits';

/** Of a training file, where no provider says another number. */
export const minTrainingExamples = usualLeastExamples;
export const minValidationExamples = 1;
/** A longer line is not an example but a mistake. */
export const maxLineBytes = 16 * 1024 * 1024;
/** Levels of lists and objects inside each other in one example. */
export const maxNesting = 64;
/** Problems that a report lists; it counts all of them. */
export const maxListedProblems = 1_000;
/** After this many broken lines the rest of a file is not read: it is no training data. */
export const maxBrokenLines = 10_000;
