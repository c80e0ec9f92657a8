package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/pkg/sftp"
)

// advised adds to an error of a file system what can be done about it.
func advised(err error) error {
	var status *sftp.StatusError
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w: make room there and publish again, which goes on from there", err)
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w: mount it for writing", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: have the folder given to the account that publishes", err)
	case errors.As(err, &status) && status.FxCode() == sftp.ErrSSHFxFailure:
		return fmt.Errorf("%w: the server says no more than that; look whether its disk is full, or can only be read", err)
	}
	return err
}

// noAnswer says of a host which cannot be reached what to look at. setting is the one of site.yaml that names it.
func noAnswer(host, setting string, err error) error {
	return fmt.Errorf("%s does not answer (%w): look whether this machine has a line, and at %s in site.yaml; publish again, and it goes on from there", host, err, setting)
}
