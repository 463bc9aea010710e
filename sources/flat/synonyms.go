package flat

// rule says by which names a column is known to be for a field, by table.Key
// and the most telling first, and what its values must look like.
type rule struct {
	field string
	names []string
	fits  func(texts []string) bool
	// all: every such column counts, not only the first.
	all    bool
	origin Origin // what the origin says beside the column
}

// The names are those of the exports, databases and user tables that usher's
// authors have seen; a name counts only when the values agree.
var rules = []rule{
	{field: "email", fits: mostly(isEmail), names: []string{
		"email", "emailaddress", "mail", "primaryemailaddress", "primaryemail", "useremail", "emailid", "login", "username", "userprincipalname",
	}},
	{field: "id", fits: anything, names: []string{
		"id", "userid", "uid", "sub", "localid", "uuid", "guid", "externalid", "customerid", "memberid", "accountid", "identifier",
	}},
	{field: "external_id", fits: anything, names: []string{"externalid", "externaluserid", "legacyid"}},
	{field: "username", fits: anything, names: []string{"username", "userlogin", "login", "handle", "preferredusername", "accountname"}},
	{field: "email_verified", fits: mostly(isFlagOrDate), names: []string{
		"emailverified", "verified", "isverified", "emailconfirmed", "emailconfirmedat", "emailverifiedat", "isemailverified",
		"verifiedemail", "confirmedat", "verifiedat", "confirmed", "isconfirmed", "emailisverified",
	}},
	{field: "phone", fits: mostly(isPhoneLike), names: []string{
		"phone", "phonenumber", "mobile", "mobilephone", "mobilenumber", "telephonenumber", "telephone", "tel", "cell", "cellphone", "primaryphonenumber", "primaryphone",
	}},
	{field: "phone_verified", fits: mostly(isFlagOrDate), names: []string{
		"phoneverified", "phonenumberverified", "phoneconfirmedat", "phoneconfirmed", "phonenumberconfirmed", "phoneverifiedat", "isphoneverified", "verifiedphone",
	}},
	{field: "first_name", fits: anything, names: []string{"firstname", "givenname", "fname", "forename", "first", "vorname"}},
	{field: "middle_name", fits: anything, names: []string{"middlename", "mname", "middle"}},
	{field: "last_name", fits: anything, names: []string{"lastname", "familyname", "surname", "sn", "lname", "last", "nachname"}},
	{field: "name", fits: anything, names: []string{"name", "fullname", "displayname", "cn"}},
	{field: "created_at", fits: mostly(isTime), names: []string{
		"createdat", "created", "creationtime", "createdtime", "creationdate", "createddate", "datecreated", "createtime", "createdon",
		"registeredat", "registrationdate", "userregistered", "signupdate", "signedupat", "joinedat", "datejoined", "createtimestamp",
	}},
	{field: "updated_at", fits: mostly(isTime), names: []string{
		"updatedat", "updated", "modifiedat", "lastmodified", "lastmodifiedat", "updatedtime", "dateupdated", "lastupdated", "updatedon", "modifydate",
	}},
	{field: "last_login", fits: mostly(isTime), names: []string{
		"lastlogin", "lastloginat", "lastsigninat", "lastlogintime", "lastsignedinat", "lastsignin", "lastsignintime", "lastlogindate", "lastseenat", "lastseen",
	}},
	{field: "blocked", all: true, fits: mostly(isFlagOrDate), names: []string{
		"blocked", "isblocked", "banned", "isbanned", "disabled", "isdisabled", "suspended", "issuspended", "locked", "islocked",
		"accountlocked", "deactivated", "isdeactivated", "archived", "isarchived",
		"blockedat", "bannedat", "disabledat", "suspendedat", "lockedat", "deactivatedat", "archivedat",
	}},
	{field: "deleted", all: true, fits: mostly(isFlagOrDate), names: []string{"deleted", "isdeleted", "deletedat", "deletedon", "softdeleted"}},
	{field: "anonymous", all: true, fits: mostly(isFlag), names: []string{"anonymous", "isanonymous", "guest", "isguest"}},
	{field: "blocked", all: true, origin: Origin{Not: true}, fits: mostly(isFlag), names: []string{
		"active", "isactive", "enabled", "isenabled", "accountenabled",
	}},
	{field: "blocked", all: true, origin: Origin{Is: blockedWords}, fits: all(isStatus), names: []string{
		"status", "accountstatus", "userstatus", "state",
	}},
	{field: "mfa", fits: mostly(isFlag), names: []string{
		"mfaenabled", "twofactorenabled", "mfa", "2fa", "twofactor", "totpenabled", "otpenabled", "is2faenabled", "ismfaenabled", "2faenabled",
	}},
	{field: "password.hash", fits: anything, names: []string{
		"passwordhash", "passworddigest", "encryptedpassword", "hashedpassword", "hash", "passhash", "pwhash", "passwordencrypted",
		"userpass", "password", "passwd", "pwd",
	}},
}

// saltRule comes after all others: what is beside no hash is no salt.
var saltRule = rule{field: "password.salt", fits: anything, names: []string{"passwordsalt", "salt", "hashsalt"}}

// settingRules are the parameters that may stand beside hashes.
var settingRules = []rule{
	{field: "type", fits: mostly(isHashType), names: []string{
		"passwordhashtype", "passwordhasher", "hashtype", "passwordalgorithm", "passwordhashalgorithm", "hashalgorithm", "hashingalgorithm",
		"encryptionscheme", "hasher", "passwordtype", "algorithm",
	}},
	{field: "iterations", fits: mostly(isNumber), names: []string{"iterations", "hashiterations", "passworditerations", "rounds", "hashrounds", "factor"}},
}

// statuses of accounts that are blocked, and of those that are not.
var (
	blockedWords = []string{"blocked", "banned", "disabled", "suspended", "locked", "inactive", "deactivated", "deleted", "archived", "closed", "terminated"}
	activeWords  = []string{"active", "enabled", "ok", "open", "confirmed", "verified", "normal", "pending", "invited", "registered"}
)

// Columns that hold objects of the app's own, and those that users may change
// themselves.
var (
	trustedObjects = []string{
		"metadata", "appmetadata", "trustedmetadata", "privatemetadata", "publicmetadata", "rawappmetadata", "customattributes", "customdata", "customfields",
	}
	untrustedObjects = []string{"usermetadata", "untrustedmetadata", "unsafemetadata", "rawusermetadata"}
	shown            = []string{
		"nickname", "picture", "avatar", "avatarurl", "image", "imageurl", "profilepicture", "locale", "language", "zoneinfo", "timezone", "gender", "birthdate", "website",
	}
)
