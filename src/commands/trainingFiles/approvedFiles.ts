import { t } from '@vscode/l10n';

/**
 * The files that may be uploaded, as they were when that was decided: they were found fit, or the person wants them all the
 * same. Minutes may pass until they are uploaded, while another file is read or the person is asked for something.
 */
export class ApprovedFiles {
  private readonly versions = new Map<string, string>();

  /** @param version of the file before it was read */
  approve(address: string, version: string): void {
    this.versions.set(address, version);
  }

  /** Throws where the file was changed since: nobody has looked at what is in it now. @param name for people */
  assertSame(address: string, version: string, name: string): void {
    const approved = this.versions.get(address);
    if (approved !== undefined && approved !== version)
      throw new Error(t('{0} was changed after it was checked', name));
  }
}
