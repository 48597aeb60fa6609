/** As the editor gives them, and as all do. */
const types = ['application/vnd.code.uri-list', 'text/uri-list'];

/** The address of the first file that was dropped, from the explorer or another editor; null: there is none. */
export function droppedFile({ dataTransfer }: DragEvent): string | null {
  const [text = ''] = types.map((type) => dataTransfer?.getData(type) ?? '').filter((each) => each !== '');
  // Lines that begin with # are comments (source: RFC 2483, section 5).
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  return lines[0] ?? null;
}
