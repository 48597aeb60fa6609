import { render } from 'lit/html.js';
import type { FromTryPage } from '../../shared/tryProtocol';
import { Announcer } from '../elements/announcer';
import { Frames } from '../state/frames';
import { withKeptFocus } from '../state/keptFocus';
import { connectHost } from '../state/pageHost';
import { enterPrompt, firstFocus } from './firstFocus';
import { TryApp } from './tryApp';
import { toTryMessage } from './tryMessages';
import { TryState } from './tryState';
import { tryView } from './tryView';

/** Runs the page that tries models out. @param target what it is about, as the extension wrote it into the frame */
export function startTry(target: unknown): void {
  const host = connectHost<FromTryPage>({ try: target });
  const state = new TryState(host.load());
  const announcer = new Announcer();
  const root = document.getElementById('app') ?? document.body;
  const enter = firstFocus();
  const frames = new Frames(() => {
    withKeptFocus(() => render(tryView(app), root));
    enter();
  });
  const app = new TryApp(state, host, announcer, () => frames.schedule());
  document.body.append(announcer.element);
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = toTryMessage(data);
    if (message === null) return;
    app.announceEnds(state.apply(message));
    frames.schedule();
    if (message.type !== 'tryExample') return;
    app.save();
    enterPrompt(); // the list of prompts had the focus
  });
  frames.schedule();
  host.send({ type: 'ready' });
}
