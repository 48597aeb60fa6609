import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { FineTuningClient } from '../../src/api/client';
import type { Connection } from '../../src/api/connection';
import type { JobMarks } from '../../src/jobs/jobMarks';
import { KeptTries } from '../../src/jobs/keptTries';
import { RequestMemory } from '../../src/jobs/requestMemory';
import { Sources } from '../../src/jobs/sources';
import type { JobKey, ToPage } from '../../src/shared/protocol';
import { JobPage } from '../../src/views/jobPage';
import type { PageServices } from '../../src/views/pageMessages';
import type { TestClock } from './testClock';
import { TestMemory } from './testMemory';
import type { TestPanel } from './testPanel';
import { testSource } from './testSource';

/** The jobs of these connections, which are all saved. */
export async function testSources(
  available: () => readonly Connection[],
  client: (connection: Connection) => FineTuningClient,
  clock: TestClock,
  marks: JobMarks,
): Promise<Sources> {
  const sources = new Sources({
    available,
    prepare: (connection) =>
      Promise.resolve(() =>
        testSource(connection, () => Promise.resolve(client(connection)), clock, { marks }),
      ),
    isSaved: () => true,
    memory: new TestMemory(),
    onProblem: assert.ifError,
  });
  await sources.reload();
  return sources;
}

/**
 * The page of a job, with as much of a panel, and of what pages work with, as it needs.
 *
 * @param record hears what failed
 */
export function openTestPage(
  panel: TestPanel<ToPage>,
  job: JobKey,
  given: Pick<PageServices, 'sources' | 'clock' | 'marks'>,
  record: (attempt: string) => void = () => undefined,
): Promise<JobPage> {
  return JobPage.open(panel as unknown as vscode.WebviewPanel, [job], {
    ...given,
    documents: undefined,
    errors: { record },
    requests: new RequestMemory(new TestMemory()),
    keptTries: new KeptTries(new TestMemory()),
    jobNode: undefined,
  } as unknown as PageServices);
}
