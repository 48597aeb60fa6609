/** The custom editor that is a page, as the manifest calls it. */
export const pageType = 'fineTuning.job';
/** Of the addresses of pages. */
export const pageScheme = 'fine-tuning-job';
/** The same of pages that try models out. */
export const tryPageType = 'fineTuning.try';
/** The custom editor that shows the rows of a data file, as the manifest calls it. */
export const rowsType = 'fineTuning.rows';
/** And of pages that report on data files. */
export const dataReportType = 'fineTuning.dataReport';
/** And of pages that create jobs. */
export const createFormType = 'fineTuning.createForm';
/** The scheme of documents that cannot be edited. */
export const documentScheme = 'fine-tuning';
