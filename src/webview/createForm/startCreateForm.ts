import { render } from 'lit/html.js';
import type { FromCreateForm, ToCreateForm } from '../../shared/createFormProtocol';
import { Announcer } from '../elements/announcer';
import { Frames } from '../state/frames';
import { withKeptFocus } from '../state/keptFocus';
import { connectHost } from '../state/pageHost';
import { toCreateForm } from './createFormMessages';
import { actId, createFormView } from './createFormView';
import { EnteredTexts } from './enteredTexts';
import { controlId } from './fieldView';

/** Runs the page that creates a job. */
export function startCreateForm(): void {
  const host = connectHost<FromCreateForm>({});
  const announcer = new Announcer();
  const root = document.getElementById('app') ?? document.body;
  const entered = new EnteredTexts();
  let form: ToCreateForm | null = null;
  let focusedAt = 0;
  const send = (message: FromCreateForm) => {
    if (message.type === 'create') document.getElementById(actId)?.focus(); // the fields are about to be locked
    host.send(message);
  };
  const frames = new Frames(() => {
    if (form === null) return;
    const shown = form;
    withKeptFocus(() => render(createFormView(shown, { entered, send, isBusy: shown.work !== null }), root));
    if (shown.focus === null || shown.focus.at === focusedAt) return;
    focusedAt = shown.focus.at;
    const { field } = shown.focus;
    document.getElementById(field === null ? actId : controlId(field))?.focus();
  });
  document.body.append(announcer.element);
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const next = toCreateForm(data);
    if (next === null) return;
    for (const text of newsOf(form, next)) announcer.say(text);
    if (next.kept !== form?.kept) host.save(next.kept);
    form = next;
    entered.receive(next.received);
    frames.schedule();
  });
  host.send({ type: 'ready' });
}

/** What is read out: how the creation goes on, and how it ended. */
function newsOf(before: ToCreateForm | null, { work, outcome }: ToCreateForm): readonly string[] {
  const title = work?.title !== before?.work?.title ? work?.title : undefined;
  const end = outcome?.text !== before?.outcome?.text ? outcome?.text : undefined;
  return [title, end].filter((text) => text !== undefined);
}
