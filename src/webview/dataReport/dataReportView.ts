import { t } from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
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
  removeBroken: { icon: 'filter', label: t('Remove Broken Rows…') },
  removeRepeated: { icon: 'filter', label: t('Remove Repeated Rows…') },
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
function stateText({ report: { state }, format, send }: ReportPage): TemplateResult {
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
      const { level, text } = verdictOf(state.survey, format);
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

type Level = 'error' | 'warning' | 'good';

/** Whether the file can be trained on, in a sentence. */
export function verdictOf(
  survey: DataSurvey,
  format: Format,
): { readonly level: Level; readonly text: string } {
  const { examples, brokenLines, warnings, isStopped, method } = survey;
  const count = format.count(examples);
  if (isStopped)
    return {
      level: 'error',
      text: t('This is no training data: reading ended after {0} broken lines.', format.count(brokenLines)),
    };
  if (brokenLines > 0)
    return {
      level: 'error',
      text:
        brokenLines === 1
          ? t('1 line is broken: a provider will most likely refuse the file.')
          : t(
              '{0} lines are broken: a provider will most likely refuse the file.',
              format.count(brokenLines),
            ),
    };
  if (examples === 0) return { level: 'error', text: t('There are no examples in this file.') };
  if (warnings > 0)
    return {
      level: 'warning',
      text:
        warnings === 1
          ? t('{0} examples for {1} training, and 1 warning.', count, method)
          : t('{0} examples for {1} training, and {2} warnings.', count, method, format.count(warnings)),
    };
  return {
    level: 'good',
    text:
      examples === 1
        ? t('1 example for {0} training, of the right form.', method)
        : t('{0} examples for {1} training, all of the right form.', count, method),
  };
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
  return html`<table class="table">
    <thead>
      <tr>
        <th scope="col">${t('What is wrong')}</th>
        <th scope="col" class="number">${t('How often')}</th>
        <th scope="col">${t('Lines')}</th>
      </tr>
    </thead>
    <tbody>
      ${all.map(
        (each) =>
          html`<tr>
            <th scope="row">${icon(each.severity, `mark-${each.severity}`)} ${each.reason}</th>
            <td class="number">${page.format.count(each.count)}</td>
            <td class="lines">${lineLinks(each, page)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
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
  return html`<p class="muted">
      ${t('A model may repeat what it was trained on. Take out what nobody else should read.')}
    </p>
    <table class="table">
      <thead>
        <tr>
          <th scope="col">${t('Kind')}</th>
          <th scope="col" class="number">${t('Rows')}</th>
          <th scope="col">${t('Lines')}</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(
          (each) =>
            html`<tr>
              <th scope="row">${secretNames[each.kind]}</th>
              <td class="number">${page.format.count(each.count)}</td>
              <td class="lines">${lineLinks(each, page)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
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
  return html`<table class="table">
    <thead>
      <tr>
        <th scope="col">${t('Kind')}</th>
        <th scope="col" class="number">${t('Rows')}</th>
        <th scope="col">${t('Lines')}</th>
      </tr>
    </thead>
    <tbody>
      ${kinds.map(
        (kind) =>
          html`<tr>
            <th scope="row">${likenesses[kind]}</th>
            <td class="number">${page.format.count(found[kind].count)}</td>
            <td class="lines">${pairLinks(found[kind], linkOf, page)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function roles({ said, characters }: DataSurvey, page: ReportPage): TemplateResult {
  const { format } = page;
  return html`<table class="table bars">
    <thead>
      <tr>
        <th scope="col">${t('Role')}</th>
        <th scope="col" class="number">${t('Messages')}</th>
        <th scope="col" class="number">${t('Characters')}</th>
        <th scope="col"><span class="visually-hidden">${t('Share')}</span></th>
      </tr>
    </thead>
    <tbody>
      ${said.map(
        (each) =>
          html`<tr>
            <th scope="row" translate="no">${each.role}</th>
            <td class="number">${format.count(each.messages)}</td>
            <td class="number">${format.shortCount(each.characters)}</td>
            <td class="bar-cell">${bar(characters === 0 ? 0 : each.characters / characters)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function longest({ longest: all }: DataSurvey, page: ReportPage): TemplateResult {
  const most = all[0]?.characters ?? 1;
  return html`<table class="table bars">
    <thead>
      <tr>
        <th scope="col">${t('Line')}</th>
        <th scope="col" class="number">${t('Characters')}</th>
        <th scope="col"><span class="visually-hidden">${t('Share')}</span></th>
      </tr>
    </thead>
    <tbody>
      ${all.map(
        ({ line, characters }) =>
          html`<tr>
            <th scope="row">${lineLink(line, page)}</th>
            <td class="number">${page.format.count(characters)}</td>
            <td class="bar-cell">${bar(most === 0 ? 0 : characters / most)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function histogram(buckets: readonly Bucket[], what: string, page: ReportPage): TemplateResult {
  const most = Math.max(1, ...buckets.map(({ rows }) => rows));
  return html`<table class="table bars">
    <thead>
      <tr>
        <th scope="col">${what}</th>
        <th scope="col" class="number">${t('Rows')}</th>
        <th scope="col"><span class="visually-hidden">${t('Share')}</span></th>
      </tr>
    </thead>
    <tbody>
      ${buckets.map(
        (each) =>
          html`<tr>
            <th scope="row">${rangeText(each, page)}</th>
            <td class="number">${page.format.count(each.rows)}</td>
            <td class="bar-cell">${bar(each.rows / most)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function rangeText({ from, to }: Bucket, { format }: ReportPage): string {
  if (to === null) return t('{0} or more', format.count(from));
  return to === from + 1 ? format.count(from) : t('{0} to {1}', format.count(from), format.count(to - 1));
}

/** @param share 0 to 1 */
function bar(share: number): TemplateResult {
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect width=${share * 100} height="1" />`}
  </svg>`;
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
