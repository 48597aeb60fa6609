import assert from 'node:assert/strict';
import { KeptTries } from '../../../src/jobs/keptTries';
import { RequestMemory } from '../../../src/jobs/requestMemory';
import type { JobDetails } from '../../../src/jobs/source';
import { CurvesSender } from '../../../src/metrics/curvesUpdate';
import { Format } from '../../../src/shared/format';
import type { JobSnapshot, ToPage } from '../../../src/shared/protocol';
import { jobSnapshot } from '../../../src/views/jobSnapshot';
import { fieldsOf } from '../../../src/webview/facts/fields';
import { toHtml } from '../../../src/webview/report/html';
import { jobReport } from '../../../src/webview/report/jobReport';
import { toMarkdown } from '../../../src/webview/report/markdown';
import { toMessage } from '../../../src/webview/state/messages';
import { PageState, type ShownJob } from '../../../src/webview/state/pageState';
import { TestMemory } from '../testMemory';
import type { World } from './world';

const format = new Format('en');

/** What the page of a job is sent can be made, crosses to the page, and is drawn from there. */
export function assertPage(world: World, details: JobDetails): void {
  const now = world.sourceClock.now() / 1000;
  const memories = {
    requests: new RequestMemory(new TestMemory()),
    keptTries: new KeptTries(new TestMemory()),
  };
  const snapshot = jobSnapshot(world.source, details, memories, now, format);
  if (snapshot === null) return;
  const state = new PageState();
  for (const message of messagesOf(snapshot, details, now)) {
    // As VS Code hands it over.
    const received = toMessage(structuredClone(message));
    assert.ok(received, `the page does not understand ${message.type}`);
    state.apply(received, now);
  }
  const [record] = state.records;
  assert.ok(record, 'the page has no job');
  assertDrawn(record, now);
}

function messagesOf(snapshot: JobSnapshot, details: JobDetails, now: number): ToPage[] {
  const { key: job } = snapshot;
  const { events, hasOlderEvents: hasOlder } = details;
  return [
    { type: 'show', view: 'job', jobs: [snapshot], now, locale: 'en' },
    { type: 'events', job, mode: 'reset', events, hasOlder },
    {
      type: 'curves',
      job,
      isReset: true,
      update: new CurvesSender().next(details.metrics, details.judgement),
    },
  ];
}

function assertDrawn(record: ShownJob, now: number): void {
  for (const { label, text } of fieldsOf(record, format, now)) {
    assert.equal(typeof label, 'string');
    assert.equal(typeof text, 'string');
  }
  const blocks = jobReport(record, { kind: 'sketch' }, format, now);
  assert.equal(typeof toMarkdown(blocks), 'string');
  assert.equal(typeof toHtml('A report', blocks, 'en'), 'string');
}
