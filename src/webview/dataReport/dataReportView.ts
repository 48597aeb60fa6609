import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type {
  DataOverlap,
  DataReportState,
  DataReportStep,
  DataTokens,
  FromDataReport,
  ToDataReport,
} from '../../shared/dataReportProtocol';
import type { Bucket, DataSurvey, LimitFinding, NamedLines, Repeats } from '../../shared/dataSurvey';
import type { Format } from '../../shared/format';
import { icon, withElements } from '../elements/parts';
import { barsTable, linesTable } from './reportTables';
import { type Level, verdictOf } from './verdict';

type ReadState = Extract<DataReportState, { kind: 'read' }>;
type CountedTokens = Extract<DataTokens, { kind: 'counted' }>;

/** What the view is drawn of. */
export interface ReportPage {
  readonly report: ToDataReport;
  readonly format: Format;
  readonly send: (message: FromDataReport) => void;
}

/** Lines of a kind that are named in a row; the list of problems has all. */
const maxNamed = 8;

export function dataReportView(page: ReportPage): TemplateResult {
  const { name, path, state } = page.report;
  return html`<main>
    <header class="header">
      <div class="header-top">
        <h1 translate="no">${name}</h1>
        ${state.kind === 'read' ? html`<p class="muted">${factsText(state.survey, page)}</p>` : ''}
      </div>
      ${path === '' || path === name ? '' : html`<p class="muted" translate="no">${path}</p>`}
      <div class="toolbar">${buttons(page)}</div>
      ${stateText(page)}
    </header>
    ${state.kind === 'read' ? html`<div class="data-report">${survey(state, page)}</div>` : ''}
  </main>`;
}

function buttons({ report: { state, steps }, send }: ReportPage): TemplateResult {
  if (state.kind === 'reading') return button('stop-circle', t('Cancel'), () => send({ type: 'cancel' }));
  return html`${button('refresh', t('Check Again'), () => send({ type: 'check' }))}
  ${button('go-to-file', t('Open File'), () => send({ type: 'open', line: null }))}
  ${steps.map((step) => button(stepLooks[step].icon, stepLooks[step].label, () => send({ type: 'step', step })))}`;
}

const stepLooks: Readonly<Record<DataReportStep, { readonly icon: string; readonly label: string }>> = {
  problems: { icon: 'list-unordered', label: t('Show Problems') },
  tokens: { icon: 'symbol-numeric', label: t('Count Tokens') },
  preview: { icon: 'comment-discussion', label: t('Preview as Conversations') },
  removeBroken: { icon: 'filter', label: t('Remove Broken Rows') },
  removeRepeated: { icon: 'filter', label: t('Remove Repeated Rows') },
  compare: { icon: 'diff-multiple', label: t('Compare Rows…') },
  split: { icon: 'split-vertical', label: t('Split…') },
  createJob: { icon: 'add', label: t('Create Job…') },
};

function button(name: string, label: string, click: () => void): TemplateResult {
  return html`<button class="button" @click=${click}>${icon(name)} ${label}</button>`;
}

function factsText({ lines, size, format, method }: DataSurvey, page: ReportPage): string {
  const parts = [
    lines === 1 ? t('1 line') : t('{0} lines', page.format.count(lines)),
    page.format.bytes(size),
    ...(format === null ? [] : [format, method]),
  ];
  return parts.join(' · ');
}

/** What the page says first. */
function stateText({ report: { state, limits }, format, send }: ReportPage): TemplateResult {
  switch (state.kind) {
    case 'reading': {
      const { done, size } = state;
      const text =
        size === null ? t('Checking…') : t('Checking: {0} of {1}', format.bytes(done), format.bytes(size));
      return html`<div class="progress">
        <progress
          max="1"
          .value=${size === null || size === 0 ? 0 : done / size}
          aria-label=${t('Checking')}
        ></progress>
        <span class="progress-text">${text}</span>
      </div>`;
    }
    case 'failed':
      return banner('error', t('The file cannot be checked: {0}', state.reason));
    case 'cancelled':
      return banner('warning', t('The check was cancelled.'));
    case 'read': {
      const { level, text } = verdictOf(state.survey, limits, format);
      return html`${banner(level, text)}
      ${
        state.isOld
          ? html`<p class="note">
              ${icon('history')} ${t('The file has changed since it was checked.')}
              <button class="link" @click=${() => send({ type: 'check' })}>${t('Check Again')}</button>
            </p>`
          : ''
      }`;
    }
  }
}

const levelIcons: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', good: 'pass' };

function banner(level: Level, text: string): TemplateResult {
  return html`<div class="banner banner-${level}">
    ${icon(levelIcons[level])}
    <p class="banner-text">${text}</p>
  </div>`;
}

function survey({ survey: found, overlap, tokens }: ReadState, page: ReportPage): TemplateResult {
  return html`${tiles(found, tokens, page)}
    ${found.mistakes.length > 0 ? part(t('Mistakes'), mistakes(found, page)) : ''}
    ${page.report.limits.length > 0 ? part(t('Limits of providers'), providerLimits(page)) : ''}
    ${found.secrets.length > 0 ? part(t('Probable secrets and personal data'), secrets(found, page)) : ''}
    ${repeats(found, page)} ${overlap === null ? '' : shared(overlap, page)}
    <div class="columns">
      ${found.said.length > 0 ? part(t('Who says how much'), roles(found, page)) : ''}
      ${found.longest.length > 0 ? part(t('Longest rows'), longest(found, page)) : ''}
      ${found.turns.length > 0 ? part(t('Messages in a row'), histogram(found.turns, t('Messages'), page)) : ''}
      ${tokens?.kind === 'counted' && tokens.lengths.length > 0 ? part(t('Tokens in a row'), histogram(tokens.lengths, t('Tokens'), page)) : ''}
      ${found.lengths.length > 0 ? part(t('Characters in a row'), histogram(found.lengths, t('Characters'), page)) : ''}
    </div>`;
}

function part(title: string, content: TemplateResult): TemplateResult {
  return html`<section class="report-part">
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function tiles(
  { examples, brokenLines, characters, trained, same, similar }: DataSurvey,
  tokens: DataTokens | null,
  page: ReportPage,
): TemplateResult {
  const { format } = page;
  const share =
    tokens?.kind === 'counted'
      ? tokens.trained / Math.max(1, tokens.total)
      : trained / Math.max(1, characters);
  const all: readonly (readonly [string, string, string?])[] = [
    [t('Examples'), format.count(examples)],
    ...(brokenLines > 0 ? [[t('Broken lines'), format.count(brokenLines)] as const] : []),
    ...(tokens === null ? [] : [[t('Tokens'), ...tokensText(tokens, format)] as const]),
    [t('Characters'), format.shortCount(characters), format.count(characters)],
    ...(characters > 0 ? [[t('Trained'), format.percent(share)] as const] : []),
    [t('Repeated rows'), format.count(same.count + similar.count)],
  ];
  return html`<dl class="tiles">
      ${all.map(
        ([label, value, whole]) =>
          html`<div class="tile">
            <dt class="muted">${label}</dt>
            <dd class="tile-value" title=${whole ?? nothing}>${value}</dd>
          </div>`,
      )}
    </dl>
    ${tokens?.kind === 'counted' && !isSaidOfTokens(page) ? overlong(tokens, page) : ''}`;
}

/** What is said, and what on hover. */
function tokensText(tokens: DataTokens, format: Format): readonly [string, string] {
  if (tokens.kind === 'counting') return [format.percent(tokens.share), t('Counting the tokens…')];
  const { total, encoding, isExact } = tokens;
  return [
    isExact ? format.shortCount(total) : t('about {0}', format.shortCount(total)),
    isExact
      ? t('{0} tokens of {1}', format.count(total), encoding)
      : t(
          '{0} tokens of {1}, estimated: images, tools and some formats are counted differently by each provider',
          format.count(total),
          encoding,
        ),
  ];
}

/** Whether a connection says already which rows are too long for it. */
function isSaidOfTokens({ report: { limits } }: ReportPage): boolean {
  return limits.some(({ findings }) => findings.some(({ of }) => of === 'tokens'));
}

function overlong({ overlong: { rows, limit }, longest }: CountedTokens, page: ReportPage): TemplateResult {
  if (rows === 0 || longest === null) return html``;
  const { format } = page;
  const [max, most] = [format.count(limit), format.count(longest.tokens)];
  const text =
    rows === 1
      ? t('1 row has more than {0} tokens: OpenAI trains on its first {0} alone.', max)
      : t(
          '{0} rows have more than {1} tokens: OpenAI trains on their first {1} alone.',
          format.count(rows),
          max,
        );
  return html`<p class="note">
    ${icon('warning', 'mark-warning')}
    <span
      >${text}
      ${withElements(t('The longest has {0}, in line {1}.'), html`${most}`, lineLink(longest.line, page))}</span
    >
  </p>`;
}

function mistakes({ mistakes: all }: DataSurvey, page: ReportPage): TemplateResult {
  const rows = all.map((each) => ({
    name: html`${icon(each.severity, `mark-${each.severity}`)} ${each.reason}`,
    count: each.count,
    lines: lineLinks(each, page),
  }));
  return linesTable([t('What is wrong'), t('How often')], rows, page.format);
}

function providerLimits({ report: { limits } }: ReportPage): TemplateResult {
  return html`<table class="table">
    <thead>
      <tr>
        <th scope="col">${t('Connection')}</th>
        <th scope="col">${t('What its provider says')}</th>
        <th scope="col">${t('Source')}</th>
      </tr>
    </thead>
    <tbody>
      ${limits.flatMap(({ connection, findings }) =>
        findings.map(
          (each) =>
            html`<tr>
              <th scope="row" translate="no">${connection}</th>
              <td>${icon(each.severity, `mark-${each.severity}`)} ${each.text}</td>
              <td>${limitSource(each)}</td>
            </tr>`,
        ),
      )}
    </tbody>
  </table>`;
}

/** Where a limit stands, by the name of the host, and as of when. */
function limitSource({ page, seen }: LimitFinding): TemplateResult {
  if (page === null || seen === null) return html`<span class="muted">${t('this extension')}</span>`;
  return html`<a href=${page} title=${page}>${new URL(page).host}</a>
    <span class="muted">${t('as of {0}', seen)}</span>`;
}

const secretNames: Readonly<Record<DataSurvey['secrets'][number]['kind'], string>> = {
  key: t('Keys of services'),
  privateKey: t('Private keys'),
  email: t('E-mail addresses'),
  card: t('Numbers of payment cards'),
};

function secrets({ secrets: all }: DataSurvey, page: ReportPage): TemplateResult {
  const rows = all.map((each) => ({
    name: secretNames[each.kind],
    count: each.count,
    lines: lineLinks(each, page),
  }));
  return html`<p class="muted">
      ${t('A model may repeat what it was trained on. Take out what nobody else should read.')}
    </p>
    ${linesTable([t('Kind'), t('Rows')], rows, page.format)}`;
}

/** How rows are alike, and how often. */
const likenesses = {
  same: t('The same to the last character'),
  similar: t('The same but for case, spaces and punctuation'),
};

function repeats({ same, similar }: DataSurvey, page: ReportPage): TemplateResult {
  if (same.count + similar.count === 0) return html``;
  const link = (line: number) => lineLink(line, page);
  return part(t('Rows that repeat another one'), pairs({ same, similar }, link, page));
}

function shared(overlap: DataOverlap, page: ReportPage): TemplateResult {
  const title = t('Rows that are in {0} too', overlap.with);
  if (overlap.same.count + overlap.similar.count === 0)
    return part(
      title,
      html`<p>${icon('pass', 'mark-good')} ${t('None: one can judge what was trained on the other.')}</p>`,
    );
  return part(
    title,
    html`<p class="muted">${t('A model that has seen a row in training is not judged by it.')}</p>
      ${pairs(overlap, (line) => lineLink(line, page, overlap.with), page)}`,
  );
}

/** @param linkOf where the other row of a pair is */
function pairs(
  found: { readonly same: Repeats; readonly similar: Repeats },
  linkOf: (line: number) => TemplateResult,
  page: ReportPage,
): TemplateResult {
  const kinds = (['same', 'similar'] as const).filter((kind) => found[kind].count > 0);
  const rows = kinds.map((kind) => ({
    name: likenesses[kind],
    count: found[kind].count,
    lines: pairLinks(found[kind], linkOf, page),
  }));
  return linesTable([t('Kind'), t('Rows')], rows, page.format);
}

function roles({ said, characters }: DataSurvey, { format }: ReportPage): TemplateResult {
  const rows = said.map((each) => ({
    name: html`<span translate="no">${each.role}</span>`,
    numbers: [format.count(each.messages), format.shortCount(each.characters)],
    share: each.characters / Math.max(1, characters),
  }));
  return barsTable([t('Role'), t('Messages'), t('Characters')], rows);
}

function longest({ longest: all }: DataSurvey, page: ReportPage): TemplateResult {
  const most = Math.max(1, ...all.map(({ characters }) => characters));
  const rows = all.map(({ line, characters }) => ({
    name: lineLink(line, page),
    numbers: [page.format.count(characters)],
    share: characters / most,
  }));
  return barsTable([t('Line'), t('Characters')], rows);
}

function histogram(buckets: readonly Bucket[], what: string, page: ReportPage): TemplateResult {
  const most = Math.max(1, ...buckets.map(({ rows }) => rows));
  const rows = buckets.map((each) => ({
    name: rangeText(each, page),
    numbers: [page.format.count(each.rows)],
    share: each.rows / most,
  }));
  return barsTable([what, t('Rows')], rows);
}

function rangeText({ from, to }: Bucket, { format }: ReportPage): string {
  if (to === null) return t('{0} or more', format.count(from));
  return to === from + 1 ? format.count(from) : t('{0} to {1}', format.count(from), format.count(to - 1));
}

function lineLinks({ count, lines }: NamedLines, page: ReportPage): TemplateResult {
  const named = lines.slice(0, maxNamed);
  const rest = count - named.length;
  return html`${named.map((line, at) => html`${at > 0 ? ', ' : ''}${lineLink(line, page)}`)}
  ${rest > 0 ? html`<span class="muted">${t('and {0} more', page.format.count(rest))}</span>` : ''}`;
}

function pairLinks(
  { count, pairs: all }: Repeats,
  linkOf: (line: number) => TemplateResult,
  page: ReportPage,
): TemplateResult {
  const named = all.slice(0, maxNamed);
  const rest = count - named.length;
  return html`${named.map(
    ({ line, of }, at) => html`${at > 0 ? ', ' : ''}${lineLink(line, page)} = ${linkOf(of)}`,
  )}
  ${rest > 0 ? html`<span class="muted">${t('and {0} more', page.format.count(rest))}</span>` : ''}`;
}

/** Opens the file at the line. @param other the name of the file that it was compared with, where it is in that one */
function lineLink(line: number, { format, send }: ReportPage, other?: string): TemplateResult {
  const number = format.count(line);
  const label = other === undefined ? t('Open line {0}', number) : t('Open line {0} of {1}', number, other);
  const isOther = other === undefined ? {} : { isOther: true };
  return html`<button
    class="link"
    title=${label}
    aria-label=${label}
    @click=${() => send({ type: 'open', line, ...isOther })}
  >
    ${number}
  </button>`;
}
