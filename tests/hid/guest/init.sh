#!/bin/busybox sh
# First and only program of the virtual machine: HID modules, the test, off.
/bin/busybox mkdir -p /proc /sys /dev /tmp
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t devtmpfs devtmpfs /dev
for module in hid hid-generic uhid; do /bin/busybox insmod /modules/$module.ko; done
cd /quay && /bin/node --disable-warning=ExperimentalWarning tests/hid/guest/main.ts >/dev/ttyS1 2>&1
/bin/busybox reboot -f
