import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, type TemplateResult } from 'lit/html.js';
import type { Beginning, JsonPart } from '../../api/jsonPart';
import type { App } from '../app';
import { copyButton, emptyText, fieldValue, iconButton } from '../elements/parts';
import type { ShownJob } from '../state/pageState';

/** Characters that are shown: the browser lays more out for longer than a blink. */
const maxCharacters = 1_000_000;

const partLabels: Readonly<Record<JsonPart, string>> = {
  job: t('Job'),
  events: t('Events'),
  checkpoints: t('Checkpoints'),
};

/**
 * The provider's own JSON, as the extension has printed it. It is requested when it is to be seen, and again when the
 * job's status changes.
 */
export class JsonTab {
  private requestedFor = '';
  private chosen: JsonPart = 'job';

  view({ snapshot, raw }: ShownJob, app: App): TemplateResult {
    const part = snapshot.jsonParts.includes(this.chosen) ? this.chosen : 'job';
    const load = () => app.send({ type: 'raw', job: snapshot.key, part });
    this.request(`${snapshot.key} ${snapshot.job.status} ${part}`, load);
    const sent = raw.get(part);
    const choice = snapshot.jsonParts.length < 2 ? '' : this.choice(snapshot.jsonParts, part, app);
    if (sent === undefined)
      return html`<div class="controls">${choice}</div>
        ${emptyText(t('Loading…'))}`;
    const loadAgain = iconButton('refresh', t('Load again'), load);
    if (sent === null)
      return html`<div class="controls">${choice}</div>
        <p class="empty muted">${t('The JSON could not be loaded.')} ${loadAgain}</p>`;
    const { text, beginning } = sent;
    return html`${beginning === null ? '' : beginningNote(part, beginning, app)}${cutNote(text, app)}<ft-text
        class="json"
        .text=${text.slice(0, maxCharacters)}
        .actions=${html`${choice} ${loadAgain} ${copyButton(text, 'JSON', app)} `}
      ></ft-text>`;
  }

  private request(wanted: string, load: () => void): void {
    if (wanted === this.requestedFor) return;
    this.requestedFor = wanted;
    load();
  }

  private choice(parts: readonly JsonPart[], current: JsonPart, app: App): TemplateResult {
    const onChange = (event: Event) => {
      const value = fieldValue(event);
      this.chosen = parts.find((part) => part === value) ?? 'job';
      app.refresh();
    };
    return html`<label
      >${t({ message: 'Show', comment: 'Before a choice of what is shown as JSON' })}
      <select @change=${onChange}>
        ${parts.map(
          (part) =>
            html`<option value=${part} .selected=${live(part === current)}>${partLabels[part]}</option>`,
        )}
      </select></label
    >`;
  }
}

function cutNote(text: string, { format }: App): TemplateResult | string {
  if (text.length <= maxCharacters) return '';
  const shown = format.count(maxCharacters);
  return html`<p class="muted">
    ${t('Only the first {0} characters are shown: “Show Job as JSON” opens all.', shown)}
  </p>`;
}

/** A list comes page by page: the JSON is that of the first one. */
function beginningNote(part: JsonPart, { shown, total }: Beginning, { format }: App): TemplateResult {
  const count = format.count(shown);
  const words =
    total === null
      ? t('Only the first {0} are shown, as the provider lists them: there are more.', count)
      : t('Only the first {0} of {1} are shown, as the provider lists them.', count, format.count(total));
  return html`<p class="muted">
    ${words} ${part === 'events' ? t('“Load older events” in the tab “Events” has the others.') : ''}
  </p>`;
}
