import { t } from '@vscode/l10n';
import type { App } from '../app';
import type { ChartModel } from '../chart/chartModel';
import { chartImage } from '../chart/image';
import { type Palette, paper, readPalette } from '../chart/palette';
import type { ShownJob } from '../state/pageState';
import type { Block } from './blocks';
import { toHtml } from './html';
import { comparisonReport, jobReport, type Picture } from './jobReport';
import { toMarkdown } from './markdown';
import type { PageCommands } from './pageCommands';

/** The page's own commands: reports and pictures of what is shown. */
export class Reports implements PageCommands {
  constructor(
    private readonly records: readonly ShownJob[],
    /** The charts that belong into a picture. */
    private readonly charts: () => readonly ChartModel[],
    private readonly app: App,
  ) {}

  copyReport(): void {
    const what = t('report as Markdown');
    this.app.send({ type: 'copy', text: toMarkdown(this.blocks({ kind: 'sketch' })), what });
    this.app.announce(t('Copied {0}', what));
  }

  saveReport(format: 'markdown' | 'html'): void {
    this.afterPicture(paper, (source) => {
      const blocks = this.blocks(
        source === null ? { kind: 'sketch' } : { kind: 'image', source, alt: this.alt() },
      );
      const content =
        format === 'html' ? toHtml(this.title(), blocks, document.documentElement.lang) : toMarkdown(blocks);
      const suggestedName = `${this.fileName()}.${format === 'html' ? 'html' : 'md'}`;
      this.app.send({ type: 'save', suggestedName, content, encoding: 'utf8' });
    });
  }

  savePng(): void {
    this.afterPicture(readPalette(document.body), (source) => {
      if (source === null) return;
      const content = source.slice(source.indexOf(',') + 1);
      this.app.send({ type: 'save', suggestedName: `${this.fileName()}.png`, content, encoding: 'base64' });
    });
  }

  private afterPicture(palette: Palette, then: (source: string | null) => void): void {
    const models = this.charts();
    if (models.length === 0) {
      then(null);
      return;
    }
    chartImage(this.title(), models, palette).then(then, () => then(null));
  }

  private blocks(picture: Picture): Block[] {
    const { records } = this;
    const { format, now } = this.app;
    const [only] = records;
    if (records.length === 1 && only !== undefined) return jobReport(only, picture, format, now);
    return comparisonReport(records, picture, format, now);
  }

  private alt(): string {
    return this.charts()
      .map(({ summary }) => summary)
      .join(' ');
  }

  private title(): string {
    return this.records.map(({ snapshot }) => snapshot.name.slice(0, 60)).join(', ');
  }

  /** Only letters that every file system takes. */
  private fileName(): string {
    const plain = this.title()
      .replace(/[^\p{L}\p{N}-]+/gu, '-')
      .replace(/^-+|-+$/g, '');
    return plain.slice(0, 80) || 'report';
  }
}
