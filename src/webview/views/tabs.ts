import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import { type Tab, tabs } from '../state/choices';

export interface TabTitle {
  readonly id: Tab;
  readonly label: string;
  /** Shown behind the label; null for none. */
  readonly count: string | null;
}

/** A tab list as the ARIA practices have it: one stop of the keyboard, arrows choose, and the panel of the chosen. */
export function tabList(
  titles: readonly TabTitle[],
  currentTab: () => Tab,
  choose: (tab: Tab) => void,
  panel: () => TemplateResult,
): TemplateResult {
  const current = currentTab();
  const onKey = (event: KeyboardEvent) => {
    // Several keys may come between two renders.
    const next = nextTab(event.key, currentTab());
    if (next === null) return;
    event.preventDefault();
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return html`
    <div class="depth">
      <div class="tabs" role="tablist" aria-label=${t('Parts of the job')} @keydown=${onKey}>
        ${titles.map(
          ({ id, label, count }) =>
            html`<button
              role="tab"
              id="tab-${id}"
              aria-selected=${id === current ? 'true' : 'false'}
              aria-controls="panel"
              tabindex=${id === current ? '0' : '-1'}
              @click=${(event: Event) => {
                choose(id);
                bringUp(event.currentTarget);
              }}
            >
              ${label}${count === null ? '' : html`<span class="count">${count}</span>`}
            </button>`,
        )}
      </div>
      <section class="panel panel-${current}" role="tabpanel" id="panel" aria-labelledby="tab-${current}">
        ${panel()}
      </section>
    </div>
  `;
}

/** Scrolls so that the panel has the window, below the tabs. */
function bringUp(tab: EventTarget | null): void {
  if (tab instanceof Element) tab.closest('.depth')?.scrollIntoView();
}

function nextTab(key: string, current: Tab): Tab | null {
  const here = tabs.indexOf(current);
  switch (key) {
    case 'ArrowRight':
      return tabs[(here + 1) % tabs.length] ?? null;
    case 'ArrowLeft':
      return tabs.at(here - 1) ?? null;
    case 'Home':
      return tabs[0];
    case 'End':
      return tabs.at(-1) ?? null;
    default:
      return null;
  }
}
