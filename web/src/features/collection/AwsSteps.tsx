import { aws } from '@/api/aws'
import type { Step } from '@/api/aws-schema'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { copyText } from '@/ui/notify'
import { consoleOf } from './aws-words'
import styles from './collection.module.css'

interface Props {
  steps: readonly Step[]
  address: string
}

/** What to do in the account: each step with its template, filled in, and the commands that deploy it. */
export function AwsSteps({ steps, address }: Props) {
  const sent = steps.some((step) => step.stack?.parameters['SourceUrl'])
  return (
    <>
      <h3>Do this in the account</h3>
      {sent && !address.startsWith('https:') && (
        <Notice
          tone="warn"
          title={`AWS sends to addresses that begin with https:// alone, and this one is ${address}.`}
          hint="Give the public address of this server, or take only what is fetched."
        />
      )}
      <ol className={styles['steps']}>
        {steps
          .filter((step) => step.parts.length > 0)
          .map((step) => (
            <li key={step.title}>
              <strong>{step.title}</strong>
              <p className={styles['quiet']}>{step.text}</p>
              {step.stack && (
                <p className={styles['links']}>
                  <a href={aws.template(step.stack)} download={`${step.stack.template}.yaml`}>
                    Download {step.stack.template}.yaml
                  </a>
                  {step.stack.regions.map((region) => (
                    <a key={region} href={consoleOf(region)} target="_blank" rel="noreferrer">
                      Upload it in {region}
                    </a>
                  ))}
                </p>
              )}
              {step.commands.map((command) => (
                <div key={command} className={styles['secret']}>
                  <code>{command.replace(/(\/receiver\/v1\/http\/)[\w-]+/g, '$1••••••••')}</code>
                  <Button small onClick={() => void copyText(command, 'Command copied')}>
                    Copy
                  </Button>
                </div>
              ))}
            </li>
          ))}
      </ol>
    </>
  )
}
