import type { SecretStorage } from 'vscode';

const storageName = 'fineTuning.wandbKey';
/** Where Weights & Biases' own tools have it. */
const variable = 'WANDB_API_KEY';

/** The key of the person's account at Weights & Biases: some providers write a run there only with it. */
export class WandbKey {
  constructor(
    private readonly secrets: Pick<SecretStorage, 'get' | 'store'>,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {}

  /** One that was typed wins: the form asks for it also where the variable is set, for another account. */
  async get(): Promise<string | undefined> {
    const typed = await this.secrets.get(storageName);
    const key = typed ?? this.environment[variable];
    return key === '' ? undefined : key;
  }

  async set(key: string): Promise<void> {
    await this.secrets.store(storageName, key);
  }
}
