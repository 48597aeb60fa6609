import type { DataReportState, FromDataReport, ToDataReport } from '../../src/shared/dataReportProtocol';
import type { DataSurvey } from '../../src/shared/dataSurvey';
import { BrowserPage } from './browserPage';

/** A file of 12,840 rows with something of everything. */
export const survey: DataSurvey = {
  lines: 12_840,
  size: 14_230_000,
  method: 'supervised',
  format: 'a chat (messages)',
  examples: 12_835,
  brokenLines: 5,
  warnings: 12,
  isStopped: false,
  mistakes: [
    {
      rule: 'lastMessage',
      severity: 'error',
      reason: 'messages[4] is the last one, but not of the role assistant',
      count: 4,
      lines: [81, 412, 9_001, 12_002],
    },
    { rule: 'json', severity: 'error', reason: 'a } is expected here', count: 1, lines: [77] },
    {
      rule: 'toolCall',
      severity: 'warning',
      reason: 'messages[2].tool_calls[0].function.arguments is not the text of a JSON object',
      count: 12,
      lines: [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    },
  ],
  said: [
    { role: 'assistant', messages: 25_680, characters: 8_120_000 },
    { role: 'user', messages: 25_672, characters: 3_010_000 },
    { role: 'system', messages: 12_835, characters: 1_540_200 },
    { role: 'tool', messages: 310, characters: 210_000 },
  ],
  turns: [
    { from: 2, to: 3, rows: 3 },
    { from: 3, to: 4, rows: 5_102 },
    { from: 4, to: 5, rows: 0 },
    { from: 5, to: 6, rows: 7_730 },
  ],
  lengths: [
    { from: 100, to: 200, rows: 310 },
    { from: 200, to: 500, rows: 4_030 },
    { from: 500, to: 1_000, rows: 6_400 },
    { from: 1_000, to: 2_000, rows: 2_050 },
    { from: 2_000, to: 5_000, rows: 45 },
  ],
  characters: 12_880_200,
  trained: 8_120_000,
  longest: [8_811, 12, 7_402, 640, 31].map((line, at) => ({ line, characters: 4_812 - at * 311 })),
  same: {
    count: 214,
    pairs: [
      { line: 90, of: 12 },
      ...[91, 92, 300, 301, 302, 303, 304, 305].map((line) => ({ line, of: line - 20 })),
    ],
  },
  similar: { count: 3, pairs: [{ line: 4_000, of: 44 }] },
  secrets: [
    { kind: 'email', count: 41, lines: [3, 9, 27, 81] },
    { kind: 'key', count: 1, lines: [5_120] },
  ],
};

/** The same where nothing is wrong. */
export const goodSurvey: DataSurvey = {
  ...survey,
  lines: 12_835,
  ...{ brokenLines: 0, warnings: 0, mistakes: [], secrets: [] },
  ...{ same: { count: 0, pairs: [] }, similar: { count: 0, pairs: [] } },
};

export function dataReport(state: DataReportState, change: Partial<ToDataReport> = {}): ToDataReport {
  return {
    type: 'dataReport',
    name: 'support-bot.jsonl',
    path: 'data/support-bot.jsonl',
    state,
    steps: ['problems', 'createJob'],
    limits: [],
    locale: 'en',
    ...change,
  };
}

export const read = (found: DataSurvey = survey, isOld = false): ToDataReport =>
  dataReport({ kind: 'read', survey: found, isOld, overlap: null, tokens: null });

/** A page that reports on a data file, with the extension's end of its messages. */
export class OpenDataReport extends BrowserPage<ToDataReport, FromDataReport> {
  protected override get query() {
    return { page: 'dataReport', shown: JSON.stringify({ file: 'file:///data/support-bot.jsonl' }) };
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).first().click();
    await this.drawn();
  }

  text(): Promise<string> {
    return this.page.locator('#app').innerText();
  }
}
