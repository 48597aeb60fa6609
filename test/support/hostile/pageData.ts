import assert from 'node:assert/strict';
import type { JobDetails } from '../../../src/jobs/source';
import type { JobSnapshot, ToPage } from '../../../src/shared/protocol';
import { jobSnapshot } from '../../../src/views/jobSnapshot';
import { RequestMemory } from '../../../src/jobs/requestMemory';
import { CurvesSender } from '../../../src/metrics/curvesUpdate';
import { fieldsOf } from '../../../src/webview/facts/fields';
import { Format } from '../../../src/shared/format';
import { toMessage } from '../../../src/webview/state/messages';
import { toHtml } from '../../../src/webview/report/html';
import { toMarkdown } from '../../../src/webview/report/markdown';
import { jobReport } from '../../../src/webview/report/report';
import { type JobRecord, PageState } from '../../../src/webview/state/pageState';
import { TestMemory } from '../testMemory';
import type { World } from './world';

const format = new Format('en');

/** What the page of a job is sent can be made, crosses to the page, and is drawn from there. */
export function assertPage(world: World, details: JobDetails): void {
  const now = world.sourceClock.now() / 1000;
  const snapshot = jobSnapshot(world.source, details, new RequestMemory(new TestMemory()), now);
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

function assertDrawn(record: JobRecord, now: number): void {
  for (const { label, text } of fieldsOf(record, format, now)) {
    assert.equal(typeof label, 'string');
    assert.equal(typeof text, 'string');
  }
  const blocks = jobReport(record, { kind: 'sketch' }, format, now);
  assert.equal(typeof toMarkdown(blocks), 'string');
  assert.equal(typeof toHtml('A report', blocks), 'string');
}
