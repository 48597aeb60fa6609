/** A report as data, for more than one format to be made of. Texts are plain: escaping is the formats' business. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  /** `source` is a data URI. */
  | { readonly kind: 'image'; readonly alt: string; readonly source: string }
  /** A small drawing of curves for where no image can go. */
  | {
      readonly kind: 'sketch';
      readonly title: string;
      /** The steps of the first and the last value of each line. */
      readonly from: number;
      readonly to: number;
      readonly lines: readonly SketchLine[];
    };

interface SketchLine {
  readonly name: string;
  /** At equal distances, in all lines as many. */
  readonly values: readonly number[];
}
