/** What this person has noted about a job. It stays on this machine: the provider knows nothing of it. */
export interface JobMark {
  readonly isStarred: boolean;
  /** It has no row, unless the filter asks for hidden jobs. */
  readonly isHidden: boolean;
  /** What the job is called here; null: as the provider calls it. */
  readonly name: string | null;
  readonly note: string | null;
}

/** Characters. */
export const maxLocalName = 100;
export const maxNote = 1_000;
