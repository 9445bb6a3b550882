// What has been seen stays on the device, where the browser can keep it.
navigator.serviceWorker?.register("/worker.js").catch(() => {}); // refused, as in a private window: nothing is kept
