import assert from 'node:assert/strict';
import type { World } from './world';

/** Characters of one job's summary: ids and statuses of 1,000, four names of 10,000, and the rest. */
const maxSummaryLength = 50_000;
/** Characters of what a page is sent of one job, without its events and results. */
const maxSnapshotLength = 40_000_000;
/** Events that are kept of one job. */
const maxEvents = 100_000;

/** What is kept does not grow with what is sent. */
export function assertBounded({ source, pages }: World): void {
  for (const job of source.store.all()) {
    const length = textLength(job);
    assert.ok(length <= maxSummaryLength, `a summary of ${String(length)} characters is kept`);
  }
  for (const { id, problems } of source.store.unreadable) {
    const length = textLength([id, problems]);
    assert.ok(length <= maxSummaryLength, `an unreadable row of ${String(length)} characters is kept`);
  }
  for (const details of pages.values()) {
    const length = textLength([details.job, details.checkpoints, details.files, details.problems]);
    assert.ok(length <= maxSnapshotLength, `a page of ${String(length)} characters is kept`);
    assert.ok(details.events.length <= maxEvents);
  }
}

/** Characters of all texts and names in a value. Its nesting may be of any depth. */
export function textLength(value: unknown): number {
  let length = 0;
  const rest: unknown[] = [value];
  for (let each = rest.pop(); rest.length > 0 || each !== undefined; each = rest.pop()) {
    if (typeof each === 'string') length += each.length;
    if (typeof each !== 'object' || each === null) continue;
    for (const [name, one] of Object.entries(each)) {
      if (!Array.isArray(each)) length += name.length;
      if (one !== undefined) rest.push(one);
    }
  }
  return length;
}
