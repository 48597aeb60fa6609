import type { TreeRow } from '../platform/treeRow';

/**
 * What a row says, as data. Its context are words for `when` clauses: `file openFile deleteFile`.
 */
export type RowText = Required<
  Pick<TreeRow, 'label' | 'description' | 'icon' | 'context' | 'accessibilityLabel'>
>;
