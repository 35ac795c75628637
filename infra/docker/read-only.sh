# To be sourced: runs a program as a container with read_only and USER 1654 does, without a container.

READ_ONLY_USER=1654

# Says why not, where it is not possible.
read_only_possible() {
  [ "$(uname)" = Linux ] || { echo "it is no Linux"; return 1; }
  [ "$(id -u)" = 0 ] || { echo "user $(id -un) is not root"; return 1; }
  command -v unshare >/dev/null && command -v setpriv >/dev/null || { echo "unshare or setpriv (util-linux) is missing"; return 1; }
  unshare --mount true 2>/dev/null || { echo "root may not make a mount namespace here"; return 1; }
  read_only_run dotnet --list-runtimes >/dev/null 2>&1 || { echo "user $READ_ONLY_USER cannot run $(command -v dotnet)"; return 1; }
}

read_only_run() { (read_only_exec "$@"); }

# Takes this shell's place, so that a signal reaches the program: a mount namespace of its own, every file system in it read-only, and
# then another user.
read_only_exec() {
  exec unshare --mount sh -c '
    mount --make-rprivate /
    # What the kernel makes up (proc, sys, devices) is no file system to write to.
    cut -d" " -f5 /proc/self/mountinfo | sort -ru | while read -r point; do
      case "$point" in /proc* | /sys* | /dev*) continue ;; esac
      mount -o remount,bind,ro "$point" 2>/dev/null || { echo "$point stays writable" >&2; exit 1; }
    done || exit 1
    user=$1; shift
    cd /
    exec setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs --inh-caps=-all env HOME=/ "$@"
  ' sh "$READ_ONLY_USER" "$@"
}
