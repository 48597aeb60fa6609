/** The type of pages, as VS Code knows it. */
export const pageType = 'fineTuning.job';
/** The scheme of documents that cannot be edited. */
export const documentScheme = 'fine-tuning';
