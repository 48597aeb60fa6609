import assert from 'node:assert/strict';
import { recorded } from '../support/recorded';
import { usePage } from '../support/usePage';

describe('the page of a real job of the local engine', () => {
  const open = usePage();

  const panel = async (tab: string) => {
    await open.openTab(tab);
    return (await open.page.getByRole('tabpanel').innerText()).replace(/\s+/g, ' ');
  };

  it('that succeeded shows its curves, timeline and checkpoints', async () => {
    await open.send(...recorded('succeeded').messages);
    const overview = (await open.page.getByRole('region', { name: 'Overview' }).innerText()).replace(
      /\s+/g,
      ' ',
    );
    assert.match(overview, /^Training loss \d\.\d{4} step 183 .*Full validation loss \d\.\d{4} step 183/);
    assert.match(overview, /Trained tokens [\d.]+K? .*Trained for \d+s/);
    assert.match(overview, /Validation loss .* at step 183/);
    assert.match(overview, /best step: lowest full validation loss/);
    assert.match(overview, /Created .* Files validated .* Training started .* First step .* Succeeded/);
    assert.match(overview, /End of epoch 1, checkpoint at step \d+ loss \d\.\d{4}, validation \d\.\d{4}/);
    assert.match(await panel('Details'), /Epochs n_epochs (auto )?(3 )?3 /);
    const plot = open.page.getByRole('img', { name: /^Chart “Loss” up to step 183/ });
    assert.match(
      (await plot.getAttribute('aria-label')) ?? '',
      /Training loss: 183 points.*Full validation loss: 3 points/,
    );
    assert.match(await panel('Checkpoints'), /step-\d+ best /);
    assert.match(await panel('JSON'), /"object": "fine_tuning.job"/);
  });

  it('that runs shows how far it is and when it will be done', async () => {
    await open.send(...recorded('running').messages);
    const header = (await open.page.getByRole('banner').innerText()).replace(/\s+/g, ' ');
    assert.match(header, /Running/);
    assert.match(header, /step 2\d of 183 · 1\d% · \d+\w+ left/);
    assert.match(await panel('Events'), /Step 1\/183: training loss=4\.33, validation loss=4\.31/);
  });

  it('that failed names the broken lines and what to do', async () => {
    await open.send(...recorded('failed').messages);
    const banner = await open.page.getByRole('group', { name: 'Error' }).innerText();
    assert.match(banner, /Line 3: it is not valid JSON/);
    assert.match(banner, /Validate it, fix/);
    assert.match(await panel('Metrics'), /The job ended before its first step was reported\./);
  });
});
