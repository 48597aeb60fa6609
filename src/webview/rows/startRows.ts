import { render } from 'lit/html.js';
import type { FromRowsPage } from '../../shared/rowsProtocol';
import { Announcer } from '../elements/announcer';
import { Frames } from '../state/frames';
import { withKeptFocus } from '../state/keptFocus';
import { connectHost } from '../state/pageHost';
import { RowsApp } from './rowsApp';
import { RowsElement } from './rowsElement';
import { toRowsMessage } from './rowsMessages';
import { RowsState } from './rowsState';
import { rowsView } from './rowsView';

/** Runs the page that shows the rows of a data file. @param file its name, as the extension wrote it into the frame */
export function startRows(file: unknown): void {
  customElements.define('ft-rows', RowsElement);
  document.body.classList.add('rows-page');
  const host = connectHost<FromRowsPage>({ rows: file });
  const state = new RowsState(host.load());
  const announcer = new Announcer();
  const root = document.getElementById('app') ?? document.body;
  const list = () => root.querySelector<RowsElement>('ft-rows');
  const sight = {
    get line() {
      return (list()?.place.row ?? 0) + 1;
    },
    focus: () => list()?.focusRow(),
  };
  const draw = async () => {
    withKeptFocus(() => render(rowsView(app, sight), root));
    const rows = list();
    await rows?.updateComplete;
    const target = app.takeTarget();
    if (target !== null) rows?.reveal(target.place, target.takesFocus);
  };
  const frames = new Frames(() => void draw());
  const app = new RowsApp(state, host, announcer, () => frames.schedule());
  document.body.append(announcer.element);
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = toRowsMessage(data);
    if (message === null) return;
    app.apply(message);
    frames.schedule();
  });
  window.addEventListener('keydown', onFind);
  frames.schedule();
  host.send({ type: 'ready' });
}

function onFind(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
    return;
  event.preventDefault();
  const box = document.querySelector<HTMLInputElement>('.search');
  box?.focus();
  box?.select();
}
