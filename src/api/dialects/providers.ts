import { t } from '@vscode/l10n';
import type { Connection, DialectId } from '../connection';
import type { Dialect } from './dialect';

/** What is known of a provider before its dialect is loaded, which comes with the first connection that speaks it. */
export interface Provider {
  /** For people. */
  readonly title: string;
  /** What a connection to it is called as long as nobody says otherwise, where that is not the title. */
  readonly name?: string;
  /** For whom it is, where its title does not say it. */
  readonly description?: string;
  /** Its public address, or null where every customer has another. */
  readonly defaultBaseUrl: string | null;
  /** What an address looks like, where it is not `https://example.com/v1`; capitals stand for the customer's own. */
  readonly exampleBaseUrl?: string;
  readonly dialect: () => Promise<Dialect>;
}

/** Every provider there is. A new one is a file beside this one and an entry here. */
export const providers: Readonly<Record<DialectId, Provider>> = {
  openai: {
    title: t('OpenAI or compatible'),
    name: 'OpenAI',
    defaultBaseUrl: 'https://api.openai.com/v1',
    dialect: async () => (await import('./openai')).openaiOrCompatible,
  },
  azure: {
    title: 'Azure OpenAI',
    defaultBaseUrl: null,
    exampleBaseUrl: 'https://RESOURCE.openai.azure.com/openai/v1',
    dialect: async () => (await import('./azure')).azure,
  },
  together: {
    title: 'Together AI',
    defaultBaseUrl: 'https://api.together.ai/v1',
    dialect: async () => (await import('./together')).together,
  },
  mistral: {
    title: 'Mistral AI',
    defaultBaseUrl: 'https://api.mistral.ai/v1',
    dialect: async () => (await import('./mistral')).mistral,
  },
  fireworks: {
    title: 'Fireworks AI',
    defaultBaseUrl: null,
    exampleBaseUrl: 'https://api.fireworks.ai/v1/accounts/ACCOUNT',
    dialect: async () => (await import('./fireworks')).fireworks,
  },
  nebius: {
    title: 'Nebius Token Factory',
    defaultBaseUrl: 'https://api.tokenfactory.nebius.com/v1',
    dialect: async () => (await import('./nebius')).nebius,
  },
  bedrock: {
    title: 'Amazon Bedrock',
    description: t('Reinforcement fine-tuning of open-weight models, with a Bedrock API key'),
    defaultBaseUrl: null,
    exampleBaseUrl: 'https://bedrock-mantle.REGION.api.aws/v1',
    dialect: async () => (await import('./bedrock')).bedrock,
  },
  'bedrock-customization': {
    title: t('Amazon Bedrock customization jobs'),
    description: t('Fine-tuning of models of Amazon and others, on data in S3, with a Bedrock API key'),
    defaultBaseUrl: null,
    exampleBaseUrl: 'https://bedrock.REGION.amazonaws.com',
    dialect: async () => (await import('./bedrockCustomization')).bedrockCustomization,
  },
  huggingface: {
    title: t('Hugging Face Jobs'),
    defaultBaseUrl: null,
    exampleBaseUrl: 'https://huggingface.co/api/jobs/NAMESPACE',
    dialect: async () => (await import('./huggingface')).huggingface,
  },
  vertex: {
    title: t('Google Vertex AI tuning jobs'),
    description: t(
      'Fine-tuning of Gemini models (Agent Platform), on data in Cloud Storage, with an access token',
    ),
    defaultBaseUrl: null,
    exampleBaseUrl: 'https://LOCATION-aiplatform.googleapis.com/v1/projects/PROJECT/locations/LOCATION',
    dialect: async () => (await import('./vertex')).vertex,
  },
  llmariner: {
    title: 'LLMariner',
    defaultBaseUrl: null,
    dialect: async () => (await import('./llmariner')).llmariner,
  },
  localai: {
    title: 'LocalAI',
    defaultBaseUrl: null,
    exampleBaseUrl: 'http://localhost:8080',
    dialect: async () => (await import('./localai')).localai,
  },
  unsloth: {
    title: t('Unsloth Studio'),
    defaultBaseUrl: null,
    exampleBaseUrl: 'http://127.0.0.1:8888',
    dialect: async () => (await import('./unsloth')).unsloth,
  },
  dashscope: {
    title: t('Alibaba Cloud Model Studio'),
    defaultBaseUrl: null,
    exampleBaseUrl: 'https://HOST/api/v1',
    dialect: async () => (await import('./modelStudio')).modelStudio,
  },
  legacy: {
    title: t('Legacy fine-tunes'),
    description: t('Servers with OpenAI’s first fine-tuning API, /fine-tunes'),
    defaultBaseUrl: null,
    dialect: async () => (await import('./legacy')).legacy,
  },
  local: {
    title: t('Local engine'),
    defaultBaseUrl: null,
    dialect: async () => (await import('./local')).local,
  },
};

/** What a connection speaks. Loads it where no connection before spoke it. */
export async function dialectOf(connection: Connection): Promise<Dialect> {
  const dialect = await providers[connection.dialect].dialect();
  return dialect.variantOf?.(connection) ?? dialect;
}
