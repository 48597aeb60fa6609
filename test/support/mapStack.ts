import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

const place = /(?:file:\/\/)?(\/[^\s()]+?|[A-Z]:\\[^()]+?):(\d+):(\d+)/g;

/**
 * Makes an error's stack name the sources of a bundle. VS Code formats stacks itself and passes over source maps;
 * Node must have them enabled.
 */
export function mapStack(error: Error): void {
  if (error.stack === undefined) return;
  error.stack = error.stack.replace(place, (whole, path: string, line: string, column: string) => {
    const entry = findSourceMap(path)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return whole;
    const source = fileURLToPath(entry.originalSource);
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}
