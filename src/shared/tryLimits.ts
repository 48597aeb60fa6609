/** Models that are prompted at once, since each answer costs. */
export const maxTriedModels = 6;
/** Characters of an answer that are kept; what comes after ends it. */
export const maxAnswerLength = 200_000;
