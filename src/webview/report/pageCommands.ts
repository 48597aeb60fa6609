/** What the user can ask of the page itself. */
export interface PageCommands {
  copyReport(): void;
  saveReport(format: 'markdown' | 'html'): void;
}
