// An application as others write them: the vendor's SDK with nothing told to it. It asks at its very start, when it gets SIGUSR1, and at its very end.
import OpenAI from 'openai';

const client = new OpenAI();

async function ask(when) {
  const began = Date.now();
  try {
    const answer = await client.chat.completions.create({ model: 'auto', messages: [{ role: 'user', content: 'Hi, how are you today?' }] });
    console.log(JSON.stringify({ when, model: answer.model, text: answer.choices[0].message.content, millis: Date.now() - began }));
  } catch (failure) {
    console.log(JSON.stringify({ when, failure: `${failure}`, millis: Date.now() - began }));
  }
}

process.on('SIGUSR1', () => ask('told'));
process.on('SIGTERM', async () => {
  await ask('last');
  process.exit(0);
});
setInterval(() => {}, 1 << 30);
await ask('first');
