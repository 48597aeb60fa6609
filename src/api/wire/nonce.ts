/** Where a job's metadata says which request made it: ours, and none of the person's pairs. */
export const nonceKey = 'fine_tuning_jobs_nonce';
