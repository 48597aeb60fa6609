import type { SecretStorage } from 'vscode';

const storageName = 'fineTuning.wandbKey';
/** Where Weights & Biases' own tools have it. */
const variable = 'WANDB_API_KEY';

/** The key of the person's account at Weights & Biases: some providers write a run there only with it. */
export class WandbKey {
  constructor(
    private readonly secrets: SecretStorage,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {}

  async get(): Promise<string | undefined> {
    const key = this.environment[variable];
    return key === undefined || key === '' ? this.secrets.get(storageName) : key;
  }

  async set(key: string): Promise<void> {
    await this.secrets.store(storageName, key);
  }
}
