export LC_ALL=C.UTF-8
exec /usr/local/bin/lab-agent /dev/virtio-ports/lab
