/** The part of an open document that matters here. */
interface OpenDocument {
  readonly isDirty: boolean;
  save(): PromiseLike<boolean>;
}

/**
 * Whether a file on disk is as its editor shows it: what is uploaded, or made into other files, is read from disk.
 *
 * @param document undefined: it is not open
 * @param wantsSaved asks whether to save the changes and go on
 */
export async function savedFirst(
  document: OpenDocument | undefined,
  wantsSaved: () => Promise<boolean>,
): Promise<boolean> {
  if (document?.isDirty !== true) return true;
  if (!(await wantsSaved())) return false;
  // VS Code may have saved it by itself meanwhile: then there is nothing to save.
  return (await document.save()) || !document.isDirty;
}
