import { t } from '@vscode/l10n';
/** What a key of the keyboard does to a chart. */
export type KeyAction =
  /** By this share of what is visible. */
  | { readonly kind: 'pan'; readonly share: number }
  /** From one position of the values to another. */
  | { readonly kind: 'point'; readonly move: (at: number) => number }
  /** What is visible becomes so many times as wide. */
  | { readonly kind: 'scale'; readonly factor: number }
  | { readonly kind: 'showAll' };

export const keyHelp = t(
  'Arrow keys read the values, with Shift they move the visible part, plus and minus zoom, Escape shows everything.',
);

/** @returns null for a key without a meaning here */
export function keyAction({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): KeyAction | null {
  switch (key) {
    case 'ArrowLeft':
      return arrow(-1, shiftKey);
    case 'ArrowRight':
      return arrow(1, shiftKey);
    case 'Home':
      return { kind: 'point', move: () => 0 };
    case 'End':
      return { kind: 'point', move: () => Infinity };
    case '+':
    case '=':
      return { kind: 'scale', factor: 0.5 };
    case '-':
      return { kind: 'scale', factor: 2 };
    case '0':
    case 'Escape':
      return { kind: 'showAll' };
    default:
      return null;
  }
}

function arrow(direction: number, isShifted: boolean): KeyAction {
  if (isShifted) return { kind: 'pan', share: direction * 0.1 };
  return { kind: 'point', move: (at) => at + direction };
}
