// What every script here needs: the official client pointed at the sandbox, its control calls, and a webhook listener.
import http from 'node:http';
import Stripe from 'stripe';

export const address = new URL(process.env.SANDBOX);
export const key = 'sk_test_node';

export const stripe = new Stripe(key, {
  host: address.hostname,
  port: address.port,
  protocol: 'http',
  maxNetworkRetries: 0,
  telemetry: false,
});

/** What real Stripe does not have. */
export async function control(path, fields = {}) {
  const answer = await fetch(new URL('/_sandbox/' + path, address), {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: new URLSearchParams(fields),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`);
  return body;
}

/** Runs a call that must be refused, and answers the refusal. */
export async function refused(call) {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was not refused');
}

/** A listener that keeps raw bodies and signatures. */
export async function listen() {
  const received = [];
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => {
      received.push({ body: Buffer.concat(parts).toString('utf8'), signature: request.headers['stripe-signature'] });
      response.end();
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { received, url: `http://127.0.0.1:${server.address().port}/webhook`, close: () => server.close() };
}

/** Waits for a condition, not for a time. */
export async function eventually(condition, what) {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`In time there was no ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
