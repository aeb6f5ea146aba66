'use strict';
const client = require('../dist/client.cjs');

// As the quick start has it: what is required is the class itself; the rest hangs on it.
module.exports = Object.assign(client.CaxtonClient, client);
