/** Models that are prompted at once, since each answer costs. */
export const maxTriedModels = 6;
/** Characters of the name of a model that is offered. */
export const maxModelName = 1_000;
/** Characters of a prompt, and of a system prompt. */
export const maxPromptLength = 1_000_000;
/** Characters of an answer that are kept; what comes after ends it. */
export const maxAnswerLength = 200_000;
