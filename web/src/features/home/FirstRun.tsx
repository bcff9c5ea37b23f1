import { Link } from '@tanstack/react-router'
import { baseAddress } from '@/api/client'
import styles from './home.module.css'

/** What stands on home before anything has arrived: three ways to begin. */
export function FirstRun() {
  return (
    <div className={styles['page']}>
      <div className={styles['first']}>
        <h2>Nothing has arrived yet</h2>
        <p className={styles['quiet']}>Three ways to begin; each takes a minute.</p>
        <ol className={styles['doors']}>
          <li>
            <h3>Point AWS at it</h3>
            <p>
              Make a source with <code>sagescope sources add</code>, and give its address to
              Firehose, the Lambda forwarder or a metric stream.
            </p>
          </li>
          <li>
            <h3>Send a file</h3>
            <p>Any text will do: a line is a message.</p>
            <pre>{`sagescope sources add first
curl --data-binary @app.log ${baseAddress}/receiver/v1/http/<secret>`}</pre>
          </li>
          <li>
            <h3>Look at sample data</h3>
            <p>A simulated SageMaker account with a day of history and a live feed:</p>
            <pre>sagescope serve --demo</pre>
          </li>
        </ol>
        <p className={styles['quiet']}>
          The <Link to="/help">help</Link> has the search language.
        </p>
      </div>
    </div>
  )
}
