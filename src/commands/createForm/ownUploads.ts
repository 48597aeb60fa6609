/**
 * The files that creations of one form have uploaded and that no job is trained on, by their ids: whoever cancels wants
 * none of them left behind.
 */
export class OwnUploads {
  private readonly ids = new Set<string>();

  /**
   * Takes in what a creation that has ended without a job has uploaded.
   *
   * @param before ids of the files at the provider that the draft named when it began
   * @param after the same when it has ended
   * @param mayExist whether there may be a job all the same, which then needs these files
   */
  note(before: readonly string[], after: readonly string[], mayExist: boolean): void {
    for (const id of after) {
      if (mayExist) this.ids.delete(id);
      else if (!before.includes(id)) this.ids.add(id);
    }
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }
}
