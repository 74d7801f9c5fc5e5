# Sourced by the commands in script/: leaves with one clear line when Node or npm is missing or too old.
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "Node 20.19 or newer and npm are needed." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "Node 20.19 or newer is needed; this is $(node --version)." >&2
  exit 1
fi
