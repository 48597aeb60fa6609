/** Where the keys of jobs that are active are remembered across windows: see {@link EndingMemory}. */
export const activeJobsKey = 'activeJobs';
