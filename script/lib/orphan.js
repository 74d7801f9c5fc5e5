// Loaded into every service before its own code: when the launcher is gone, killed even, the service ends as by SIGTERM.
if (process.channel) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 25_000).unref();
  });
  // Listening must not keep a service alive that has ended its work.
  process.channel.unref();
}
