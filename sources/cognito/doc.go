// Package cognito reads what shows the users of an Amazon Cognito user pool:
// the answers of ListUsers, ListUsersInGroup, AdminGetUser and GetUser as the
// AWS command line, the SDKs and backup tools write them down, and tables of
// users. What boto3 prints is read as well (package python).
//
// Cognito hands out no password hash, so nobody's password can move
// (docs: stytch.com, migrating user data).
//
// Sources: the botocore model of cognito-idp and the examples of the AWS
// command line; output of both command lines, the JavaScript SDK v3,
// cognito-backup-restore and cognito-csv-exporter; AWS's developer guide on
// importing users from CSV.
package cognito
