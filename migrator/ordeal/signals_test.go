package ordeal_test

import "os"

var interrupt = os.Interrupt
