package cognito_test

import (
	"testing"

	"example.com/usher/sources/cognito"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) {
	sourcestest.SeedBeginnings(f, 8_000, "testdata/*.*",
		`{"Username":"a","Attributes":{"identities":"[[]]","custom:":1,"sub":{}},"MFAOptions":[[],{"DeliveryMedium":1}],"UserMFASettingList":{}}`,
		"Users:\n- &a Username: *a\n  Attributes: [{Name: [x], Value: {}}]\n- Username: !!binary x\n  UserStatus: |\n   x\n",
		"USERS\tTrue\t1\t1\tCONFIRMED\ta\nATTRIBUTES\nATTRIBUTES\tx\ny\nUSERS\t")
	sourcestest.FuzzSeeded(f, &cognito.Users, &cognito.Local, &cognito.Text, &cognito.YAML, &cognito.SingleYAML, &cognito.Template,
		&cognito.Exported, &cognito.Python, &cognito.Printed)
}
